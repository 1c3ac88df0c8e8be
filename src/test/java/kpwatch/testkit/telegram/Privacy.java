package kpwatch.testkit.telegram;

/** Which messages a bot sees: https://core.telegram.org/bots/features#privacy-mode. */
final class Privacy {
  private Privacy() {}

  static boolean shows(Service service, Post post) {
    Place place = post.place();
    if (place.kind() == Place.Kind.PRIVATE) {
      return true;
    }
    if (!place.bot().status().isPresent()) {
      return false;
    }
    if (!service.world.privacyMode() || place.bot().status().isAdmin()) {
      return true;
    }
    return post.replyTo().filter(service.sent::contains).isPresent()
        || isCommandFor(service.world.bot(), post);
  }

  /** A command without a name is for the bot that spoke last. */
  private static boolean isCommandFor(Person bot, Post post) {
    String[] command =
        post.entities().stream()
            .filter(mark -> mark.offset() == 0 && mark.type().equals("bot_command"))
            .findFirst()
            .map(mark -> mark.in(post.text()).split("@"))
            .orElse(new String[0]);
    return command.length == 1 && !post.place().otherBotSpokeLast
        || command.length == 2 && command[1].equalsIgnoreCase(bot.username());
  }
}
