package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The REST side: faults, token, limits, judge, then the route. */
final class Rest {
  private final World world;
  private final Token token;
  private final Changes changes;
  private final List<Route> routes;
  private final List<Asked> seen = new ArrayList<>();
  private boolean answered401;
  private int after401;

  Rest(World world, Token token, Changes changes, Stream<Route> routes) {
    this.world = world;
    this.token = token;
    this.changes = changes;
    this.routes = routes.toList();
  }

  List<Asked> seen() {
    synchronized (world) {
      return List.copyOf(seen);
    }
  }

  int after401() {
    synchronized (world) {
      return after401;
    }
  }

  Answer answer(Asked asked) {
    Answer answer;
    synchronized (world) {
      seen.add(asked);
      after401 += answered401 ? 1 : 0;
      answer = decided(asked);
    }
    changes.happened();
    return answer;
  }

  private Answer decided(Asked asked) {
    for (Route route : routes) {
      var ids = route.ids(asked);
      if (ids.isPresent()) {
        return handled(route, asked, ids.get());
      }
    }
    return Answer.json(404, Json.object().put("message", "404: Not Found").put("code", 0));
  }

  private Answer handled(Route route, Asked asked, List<String> ids) {
    if (!route.isInteraction() && !token.is(asked.authorization().replaceFirst("^Bot ", ""))) {
      answered401 = true;
      return Answer.json(401, unauthorized());
    }
    try {
      return route.handler().answer(asked, ids);
    } catch (Refusal refusal) {
      return refusal.answer();
    }
  }

  private static JsonNode unauthorized() {
    return Json.object().put("message", "401: Unauthorized").put("code", 0);
  }
}
