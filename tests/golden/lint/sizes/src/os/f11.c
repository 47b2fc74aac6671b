int many_11;
