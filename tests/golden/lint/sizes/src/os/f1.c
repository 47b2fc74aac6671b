int many_1;
