int many_12;
