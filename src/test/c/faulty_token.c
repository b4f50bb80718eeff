/*
 * A PKCS#11 library in front of a real one: while the file that KEYRACK_FAULT names is there, it does what stands in it.
 * crash: ends its process. hang: never answers. gone: the token was pulled out. locked: its PIN is locked.
 * It begins with the next signature or encryption, PIN or look at the slots.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long ck;

#define FUNCTIONS 68
#define GET_SLOT_LIST 4
#define GET_TOKEN_INFO 6
#define LOGIN 18
#define ENCRYPT_INIT 29
#define SIGN_INIT 42

#define DEVICE_REMOVED 0x32
#define PIN_LOCKED 0xA4
#define USER_PIN_LOCKED 0x00040000
#define INFO_FLAGS 96

static struct {
    unsigned char version[2];
    void *functions[FUNCTIONS];
} list, *real;

static int fault(const char *kind) {
    char said[16] = "";
    FILE *file = fopen(getenv("KEYRACK_FAULT"), "r");
    if (!file)
        return 0;
    if (!fgets(said, sizeof said, file))
        said[0] = 0;
    fclose(file);
    return !strcmp(said, kind);
}

static ck at_work(void) {
    if (fault("crash"))
        abort();
    while (fault("hang"))
        pause();
    return fault("gone") ? DEVICE_REMOVED : 0;
}

static ck get_slot_list(unsigned char present, ck *slots, ck *count) {
    if (fault("gone")) {
        *count = 0;
        return 0;
    }
    return ((ck(*)(unsigned char, ck *, ck *))real->functions[GET_SLOT_LIST])(present, slots, count);
}

static ck get_token_info(ck slot, unsigned char *info) {
    ck answer = ((ck(*)(ck, unsigned char *))real->functions[GET_TOKEN_INFO])(slot, info);
    if (!answer && fault("locked"))
        *(ck *)(info + INFO_FLAGS) |= USER_PIN_LOCKED;
    return answer;
}

static ck login(ck session, ck user, unsigned char *pin, ck length) {
    if (fault("locked"))
        return PIN_LOCKED;
    return ((ck(*)(ck, ck, unsigned char *, ck))real->functions[LOGIN])(session, user, pin, length);
}

static ck encrypt_init(ck session, void *mechanism, ck key) {
    ck answer = at_work();
    return answer ? answer : ((ck(*)(ck, void *, ck))real->functions[ENCRYPT_INIT])(session, mechanism, key);
}

static ck sign_init(ck session, void *mechanism, ck key) {
    ck answer = at_work();
    return answer ? answer : ((ck(*)(ck, void *, ck))real->functions[SIGN_INIT])(session, mechanism, key);
}

ck C_GetFunctionList(void **functions) {
    void *library = dlopen(getenv("KEYRACK_REAL"), RTLD_NOW);
    ck (*of)(void **) = library ? (ck(*)(void **))dlsym(library, "C_GetFunctionList") : NULL;
    if (!of || of((void **)&real))
        return 5;
    list = *real;
    list.functions[GET_SLOT_LIST] = get_slot_list;
    list.functions[GET_TOKEN_INFO] = get_token_info;
    list.functions[LOGIN] = login;
    list.functions[ENCRYPT_INIT] = encrypt_init;
    list.functions[SIGN_INIT] = sign_init;
    *functions = &list;
    return 0;
}
