package kpwatch.telegram;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import kpwatch.command.Desk;
import kpwatch.command.Spec;
import kpwatch.notify.PlatformNotes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScope;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllChatAdministrators;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllGroupChats;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllPrivateChats;

/**
 * The list of commands that apps offer: everything in private and to administrators, in groups what
 * changes nothing. Set when it has changed: https://core.telegram.org/bots/api#setmycommands.
 */
final class Menu {
  private static final Logger LOG = LoggerFactory.getLogger(Menu.class);
  private static final String NOTE = "telegram/commands";

  private final BotApi api;
  private final PlatformNotes notes;

  Menu(BotApi api, PlatformNotes notes) {
    this.api = api;
    this.notes = notes;
  }

  /**
   * @param bot the id of the bot, since each has a list of its own
   */
  void set(long bot) {
    List<Spec> all = Desk.commands();
    List<Spec> reading = all.stream().filter(s -> !Counter.needsRights(s)).toList();
    Map<BotCommandScope, List<Spec>> scopes = new LinkedHashMap<>();
    scopes.put(new BotCommandScopeAllPrivateChats(), all);
    scopes.put(new BotCommandScopeAllGroupChats(), reading);
    scopes.put(new BotCommandScopeAllChatAdministrators(), all);
    String hash = bot + "/" + hash(scopes);
    if (notes.find(NOTE).equals(Optional.of(hash))) {
      return;
    }
    for (Map.Entry<BotCommandScope, List<Spec>> scope : scopes.entrySet()) {
      Answer<Boolean> answer = api.call(commands(scope.getKey(), scope.getValue()));
      if (!(answer instanceof Answer.Ok<Boolean>)) {
        LOG.warn("commands could not be set and are set at the next start: {}", answer);
        return;
      }
    }
    notes.keep(NOTE, hash);
  }

  private static SetMyCommands commands(BotCommandScope scope, List<Spec> specs) {
    return SetMyCommands.builder()
        .commands(specs.stream().map(s -> new BotCommand(s.name(), s.description())).toList())
        .scope(scope)
        .build();
  }

  private static long hash(Map<BotCommandScope, List<Spec>> scopes) {
    CRC32 sum = new CRC32();
    scopes.forEach(
        (scope, specs) -> {
          sum.update(scope.getType().getBytes(StandardCharsets.UTF_8));
          for (Spec spec : specs) {
            String line = "\n" + spec.name() + " " + spec.description();
            sum.update(line.getBytes(StandardCharsets.UTF_8));
          }
        });
    return sum.getValue();
  }
}
