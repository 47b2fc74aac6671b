int many_13;
