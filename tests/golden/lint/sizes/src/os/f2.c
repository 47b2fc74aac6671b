int many_2;
