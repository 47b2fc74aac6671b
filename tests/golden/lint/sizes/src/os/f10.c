int many_10;
