int many_7;
