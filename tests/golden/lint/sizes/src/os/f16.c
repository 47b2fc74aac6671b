int many_16;
