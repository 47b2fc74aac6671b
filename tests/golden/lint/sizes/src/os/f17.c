int many_17;
