package kpwatch.discord;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.dv8tion.jda.api.requests.Route;
import okhttp3.Call;
import okhttp3.EventListener;

/**
 * Which requests about messages were written to their end, and so may have reached Discord: JDA
 * tries some failures again by itself and tells only of the last. There is one call of a route at a
 * time. Thread-safe.
 */
final class Departures extends EventListener {
  private static final String ROOT = "/channels/";

  private final Set<String> left = ConcurrentHashMap.newKeySet();

  /** A call is about to be made. */
  void expect(Route.CompiledRoute route) {
    left.remove(path("/" + route.getCompiledRoute()));
  }

  /** Whether it may have reached Discord since. */
  boolean left(Route.CompiledRoute route) {
    return left.remove(path("/" + route.getCompiledRoute()));
  }

  @Override
  public void requestBodyEnd(Call call, long bytes) {
    String path = call.request().url().encodedPath();
    if (path.contains(ROOT)) {
      left.add(path(path));
    }
  }

  /** Below the root of the API, without a query. */
  private static String path(String path) {
    int from = Math.max(0, path.indexOf(ROOT));
    int query = path.indexOf('?');
    return query < 0 ? path.substring(from) : path.substring(from, query);
  }
}
