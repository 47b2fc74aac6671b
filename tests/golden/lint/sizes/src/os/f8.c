int many_8;
