package kpwatch.testkit.telegram;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes requests from connections, lets a fault have its way, and answers. */
final class Desk {
  private static final Pattern PATH = Pattern.compile("/bot([^/]+)/([^/]+)");
  private static final Pattern TOKEN = Pattern.compile("[0-9]+:[A-Za-z0-9_-]+");
  private static final Duration FOR_EVER = Duration.ofHours(1);

  private final String token;
  private final Service service;
  private final Methods methods;
  private final Faults faults;
  private final Judge judge;
  private final Epoch epoch;
  private final List<Seen> seen = new ArrayList<>();

  Desk(String token, Service service, Methods methods, Faults faults, Judge judge, Epoch epoch) {
    this.token = token;
    this.service = service;
    this.methods = methods;
    this.faults = faults;
    this.judge = judge;
    this.epoch = epoch;
  }

  List<Seen> seen() {
    synchronized (service.world) {
      return List.copyOf(seen);
    }
  }

  void serve(Connection connection) throws IOException {
    try {
      while (connection.awaitRequest()) {
        if (faults.resetsUnread()) {
          connection.reset();
          return;
        }
        if (!answered(connection, connection.read())) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False if the connection has ended with it. */
  private boolean answered(Connection connection, HttpCall http)
      throws IOException, InterruptedException {
    try {
      Call call = call(connection, http);
      return played(call, faults.meets(noted(call)));
    } catch (Refusal refusal) {
      return sent(connection, refused(http.path().replaceAll(".*/", ""), refusal));
    } catch (RuntimeException e) {
      service.notes.ownFault(http.path().replaceAll(".*/", "") + ": " + e);
      return sent(connection, Answer.error(500, "the fake failed: " + e, Map.of()));
    }
  }

  private Call call(Connection connection, HttpCall http) {
    Matcher path = PATH.matcher(URLDecoder.decode(http.path(), StandardCharsets.UTF_8));
    if (!path.matches() || !TOKEN.matcher(path.group(1)).matches()) {
      throw Refusal.of(404, "Not Found");
    }
    if (path.group(1).startsWith("0") || path.group(1).length() > 80) {
      throw Refusal.of(401, "Unauthorized: invalid token specified");
    }
    if (!path.group(1).equals(token)) {
      throw Refusal.of(401, "Unauthorized");
    }
    String method =
        methods
            .named(path.group(2).toLowerCase(Locale.ROOT))
            .orElseThrow(
                () -> {
                  service.notes.violation("no such method here: " + path.group(2));
                  return Refusal.of(404, "Not Found: method not found");
                });
    return new Call(method, ParamsReader.of(http), connection, http.arrivedNanos());
  }

  private Seen noted(Call call) {
    Map<String, String> texts = new LinkedHashMap<>();
    call.params().values().keySet().forEach(name -> texts.put(name, call.params().text(name)));
    judge.request(call);
    synchronized (service.world) {
      var request =
          new Seen(
              seen.size() + 1,
              call.method(),
              Map.copyOf(texts),
              call.params().files().keySet(),
              service.world.now(),
              call.connection().number());
      seen.add(request);
      service.world.notifyAll();
      return request;
    }
  }

  private boolean played(Call call, Fault fault) throws IOException, InterruptedException {
    int during = epoch.number();
    Connection connection = call.connection();
    switch (fault.kind) {
      case NONE -> {
        return sent(connection, result(call));
      }
      case ERROR -> {
        return sent(connection, scripted(call, fault));
      }
      case PAGE -> {
        return sent(connection, Answer.page(fault.code));
      }
      case SLOW -> {
        epoch.pause(during, fault.after);
        return sent(connection, result(call));
      }
      case STORED_BROKEN_JSON -> {
        Answer half = half(result(call));
        return sent(connection, half);
      }
      case STORED_CUT -> {
        Answer whole = result(call);
        connection.answer(whole.status(), whole.headers(), half(whole).body(), whole.body().length);
      }
      case RESET -> connection.reset();
      case HANG -> epoch.pause(during, FOR_EVER);
      case STORED_DROP -> result(call);
      case STORED_RESET -> {
        result(call);
        connection.reset();
      }
      case STORED_HANG -> {
        result(call);
        epoch.pause(during, FOR_EVER);
      }
    }
    return false;
  }

  private static Answer half(Answer whole) {
    byte[] half = Arrays.copyOf(whole.body(), whole.body().length / 2);
    return new Answer(whole.status(), whole.headers(), half);
  }

  private Answer scripted(Call call, Fault fault) {
    if (fault.code == 429) {
      int seconds = (int) fault.parameters.getOrDefault("retry_after", 1);
      synchronized (service.world) {
        Refusal unused =
            service.rates.tooMany(call, methods.window(call), Duration.ofSeconds(seconds));
      }
    }
    return Answer.error(fault.code, fault.description, fault.parameters);
  }

  private Answer result(Call call) throws InterruptedException {
    try {
      Answer answer = methods.answer(call);
      Optional<String> wrong = judge.answer(call.method(), answer);
      return wrong.map(line -> Answer.error(500, line, Map.of())).orElse(answer);
    } catch (Refusal refusal) {
      return refused(call.method(), refusal);
    }
  }

  private Answer refused(String method, Refusal refusal) {
    if (refusal.isDefect()) {
      service.notes.violation(method + ": " + refusal.description());
    }
    return Answer.error(refusal.code(), refusal.description(), refusal.parameters());
  }

  private boolean sent(Connection connection, Answer answer) throws IOException {
    connection.answer(answer.status(), answer.headers(), answer.body(), answer.body().length);
    if (answer.status() == 429) {
      synchronized (service.world) {
        service.rates.written(connection);
      }
    }
    return true;
  }
}
