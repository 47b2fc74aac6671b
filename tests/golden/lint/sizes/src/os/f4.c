int many_4;
