package kpwatch.discord;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.internal.JDAImpl;

/**
 * The threads that JDA 6.5.0 and its web socket (nv-websocket-client 2.14) need for a session: one
 * that reads, one that writes; without a connection one that connects. JDA looks after none of
 * them: where one has died it waits until two heartbeats have failed, or for ever.
 */
final class GatewayThreads {
  private GatewayThreads() {}

  /**
   * @param connecting whether the queue of sessions has a thread of its own now
   */
  static boolean complete(JDA jda, boolean connecting) {
    String prefix = ((JDAImpl) jda).getIdentifierString() + " MainWS-";
    Set<String> names = living();
    return switch (jda.getStatus()) {
      case CONNECTED, LOADING_SUBSYSTEMS, IDENTIFYING_SESSION, AWAITING_LOGIN_CONFIRMATION ->
          names.contains(prefix + "ReadThread") && names.contains(prefix + "WriteThread");
      case SHUTTING_DOWN, SHUTDOWN, FAILED_TO_LOGIN -> true;
      default -> connecting || names.stream().anyMatch(name -> name.startsWith(prefix));
    };
  }

  private static Set<String> living() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[2 * root.activeCount() + 16];
    int count = root.enumerate(threads);
    return Arrays.stream(threads, 0, count)
        .filter(Objects::nonNull)
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }
}
