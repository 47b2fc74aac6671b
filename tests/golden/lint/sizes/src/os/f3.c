int many_3;
