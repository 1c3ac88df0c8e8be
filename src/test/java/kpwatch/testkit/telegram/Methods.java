package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All methods this fake knows, by their names; the names are matched without case. */
final class Methods {
  private static final String POLL = "getUpdates";
  private static final Set<String> COUNTED =
      Set.of(
          "sendMessage",
          "sendPhoto",
          "sendDocument",
          "editMessageText",
          "editMessageReplyMarkup",
          "editMessageMedia");

  private final Service service;
  private final Polls polls;
  private final Map<String, Method> table = new HashMap<>();
  private final Map<String, String> spelling = new HashMap<>();

  Methods(Service service, Polls polls, Profile profile) {
    this.service = service;
    this.polls = polls;
    table.putAll(new SendMethods(service).table());
    table.putAll(new EditMethods(service).table());
    table.putAll(new ChatMethods(service).table());
    table.putAll(new ProfileMethods(service, profile).table());
    table.putAll(polls.table());
    table.keySet().forEach(name -> spelling.put(name.toLowerCase(Locale.ROOT), name));
    spelling.put(POLL.toLowerCase(Locale.ROOT), POLL);
  }

  Optional<String> named(String lowerCase) {
    return Optional.ofNullable(spelling.get(lowerCase));
  }

  /** For what a told wait holds: the chat, by its number, of what is counted; else the method. */
  String window(Call call) {
    if (!COUNTED.contains(call.method())) {
      return call.method();
    }
    String id = call.params().text("chat_id");
    return service.world.find(id).map(place -> Long.toString(place.id())).orElse(id);
  }

  Answer answer(Call call) throws InterruptedException {
    synchronized (service.world) {
      String window = window(call);
      service.rates.checkWindow(call, window);
      if (!window.equals(call.method())) {
        service.rates.checkWindow(call, Rates.ALL);
      }
    }
    if (call.method().equals(POLL)) {
      return polls.poll(call);
    }
    synchronized (service.world) {
      JsonNode result = table.get(call.method()).answer(call);
      return Answer.ok(result);
    }
  }
}
