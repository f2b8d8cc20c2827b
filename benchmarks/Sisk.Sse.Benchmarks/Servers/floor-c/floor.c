// The floor without a runtime: accepts, sends headers, and then one write(2) for each client and event. No queue, no HTTP, no safety.
// Obeys "broadcast <count> <interval in ms> <bytes>" on its standard input, and ends with it.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { max_clients = 20000, max_event = 65536 };

static const char head[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n:\n\n\r\n";

static int clients[max_clients];
static atomic_int client_count;

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void *accept_all(void *argument)
{
    int listener = *(int *)argument;
    char request[1024];
    for (;;)
    {
        int client = accept(listener, NULL, NULL);
        int on = 1;
        if (client < 0 || client_count == max_clients)
        {
            fail("accept");
        }

        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (read(client, request, sizeof request) <= 0 || write(client, head, sizeof head - 1) != sizeof head - 1)
        {
            close(client);
            continue;
        }

        clients[client_count] = client;
        atomic_fetch_add(&client_count, 1);
    }
}

static void broadcast(int bytes)
{
    static char event[max_event], chunk[max_event + 64];
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int stamp = sprintf(event, "@%020lld", now.tv_sec * 1000000000LL + now.tv_nsec);
    memset(event + stamp, 'x', bytes > stamp ? bytes - stamp : 0);
    int length = bytes > stamp ? bytes : stamp;
    event[length] = 0;
    int total = sprintf(chunk, "%x\r\ndata: %s\n\n\r\n", length + 8, event);
    for (int i = 0, all = client_count; i < all; i++)
    {
        if (write(clients[i], chunk, total) != total)
        {
            fail("write");
        }
    }
}

int main(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, length) || listen(listener, 4096)
        || getsockname(listener, (struct sockaddr *)&address, &length))
    {
        fail("listen");
    }

    pthread_t accepting;
    pthread_create(&accepting, NULL, accept_all, &listener);
    printf("ready %d\n", ntohs(address.sin_port));
    fflush(stdout);

    char line[256];
    int count, interval, bytes;
    while (fgets(line, sizeof line, stdin) && sscanf(line, "broadcast %d %d %d", &count, &interval, &bytes) == 3 && bytes < max_event)
    {
        for (int i = 0; i < count; i++)
        {
            broadcast(bytes);
            struct timespec pause = { interval / 1000, interval % 1000 * 1000000L };
            nanosleep(&pause, NULL);
        }

        puts("done");
        fflush(stdout);
    }

    return 0;
}
