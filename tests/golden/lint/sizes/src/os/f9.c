int many_9;
