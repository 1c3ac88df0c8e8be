package kpwatch.testkit.discord;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** The REST side: judge, forbidden windows, faults, token, limits, then the route. */
final class Rest {
  private final World world;
  private final Token token;
  private final Changes changes;
  private final List<Route> routes;
  private final Pauses pauses;
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final Judge judge = new Judge(violations);
  private final Limits limits;
  private final Faults faults;
  private final List<Asked> seen = new ArrayList<>();
  private boolean answered401;
  private int after401;
  private int invalid;

  /** A request with the route that it fits. */
  private record Fitted(Asked asked, Route route, List<String> ids, String bucket) {}

  Rest(World world, Token token, Changes changes, Stream<Route> routes, Pauses pauses) {
    this.world = world;
    this.token = token;
    this.changes = changes;
    this.routes = routes.toList();
    this.pauses = pauses;
    limits = new Limits(world, violations);
    faults = new Faults(world);
  }

  Limits limits() {
    return limits;
  }

  Faults faults() {
    return faults;
  }

  List<String> violations() {
    return violations;
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

  int invalid() {
    synchronized (world) {
      return invalid;
    }
  }

  Answer answer(Asked asked) {
    Optional<Fitted> fitted = fit(asked);
    Optional<Finding> wrong = fitted.flatMap(its -> judge.look(its.route(), asked));
    Optional<Fault> fault;
    Optional<Answer> early;
    synchronized (world) {
      seen.add(asked);
      after401 += answered401 ? 1 : 0;
      early = fitted.flatMap(its -> limits.forbidden(its.route(), its.bucket(), asked));
      fault = early.isPresent() ? Optional.empty() : faults.take(asked);
    }
    changes.happened();
    Stage stage = new Stage(asked, fitted, wrong);
    Answer answer = early.orElseGet(() -> fault.map(its -> its.on(stage)).orElseGet(stage::really));
    count(answer);
    changes.happened();
    return answer;
  }

  /** Source: https://docs.discord.com/developers/topics/rate-limits, "Invalid Request Limit". */
  private void count(Answer answer) {
    boolean shared = "shared".equals(answer.headers().get("X-RateLimit-Scope"));
    boolean bad = answer.status() == 401 || answer.status() == 403 || answer.status() == 429;
    synchronized (world) {
      invalid += bad && !shared ? 1 : 0;
    }
  }

  private Optional<Fitted> fit(Asked asked) {
    for (Route route : routes) {
      Optional<List<String>> ids = route.ids(asked);
      if (ids.isPresent()) {
        return Optional.of(new Fitted(asked, route, ids.get(), route.bucket(ids.get())));
      }
    }
    return Optional.empty();
  }

  private final class Stage implements Fault.Stage {
    private final Asked asked;
    private final Optional<Fitted> fitted;
    private final Optional<Finding> wrong;

    Stage(Asked asked, Optional<Fitted> fitted, Optional<Finding> wrong) {
      this.asked = asked;
      this.fitted = fitted;
      this.wrong = wrong;
    }

    @Override
    public Answer really() {
      if (fitted.isEmpty()) {
        violations.add(asked + " is no route of this fake");
        return error(404, "404: Not Found");
      }
      Answer answer;
      synchronized (world) {
        answer = handled(fitted.get());
      }
      changes.happened();
      return answer;
    }

    private Answer handled(Fitted its) {
      Route route = its.route();
      if (!route.isInteraction() && !authorized()) {
        answered401 = true;
        return error(401, "401: Unauthorized");
      }
      Optional<Answer> tooMany = limits.exceeded(route, its.bucket(), asked);
      if (tooMany.isPresent()) {
        return tooMany.get();
      }
      try {
        wrong.ifPresent(
            finding -> {
              throw finding.refusal();
            });
        return limits.marked(route, its.bucket(), route.handler().answer(asked, its.ids()));
      } catch (Refusal refusal) {
        return limits.marked(route, its.bucket(), refused(refusal, its));
      }
    }

    private Answer refused(Refusal refusal, Fitted its) {
      Duration wait = refusal.retryAfter();
      if (wait.isZero()) {
        return refusal.answer();
      }
      limits.forbid(its.bucket(), wait, asked);
      return refusal
          .answer()
          .with("Retry-After", Long.toString(Limits.wholeSeconds(wait)))
          .with("X-RateLimit-Scope", "user");
    }

    @Override
    public Answer limited(Scope scope, Duration time) {
      String bucket = fitted.map(Fitted::bucket).orElse(asked.toString());
      synchronized (world) {
        return limits.forbid(scope, time, bucket, asked);
      }
    }

    @Override
    public void pause(Duration time) {
      pauses.pause(time);
    }

    @Override
    public void pauseUntil(CountDownLatch latch) {
      pauses.until(latch);
    }

    private boolean authorized() {
      String header = asked.authorization();
      return header.startsWith("Bot ") && token.is(header.substring("Bot ".length()));
    }

    private Answer error(int status, String message) {
      return Answer.json(status, Json.object().put("message", message).put("code", 0));
    }
  }
}
