int many_15;
