int many_6;
