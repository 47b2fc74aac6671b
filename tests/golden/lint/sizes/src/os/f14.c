int many_14;
