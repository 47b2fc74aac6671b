int many_5;
