// a line
int a; /* TODO: more */ 
        int b;
const char *url = "https://example.com"; /* not a comment: // */
