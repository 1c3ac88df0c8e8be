package kpwatch.testkit.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The order in which permissions are worked out. */
class FakeDiscordPermissionsTest {
  private static final long VIEW = Permissions.VIEW_CHANNEL;
  private static final long SEND = Permissions.SEND_MESSAGES;
  private static final long EMBED = Permissions.EMBED_LINKS;

  private final World world = new World(InstantSource.system());
  private final FakeGuild guild = world.guild("Watchers");
  private final FakeChannel channel = guild.text("alerts");
  private final FakeRole reader = guild.role("reader", 0);
  private final FakeUser anna = world.user("anna");

  FakeDiscordPermissionsTest() {
    guild.member(anna, reader);
  }

  @Test
  void rolesAddUp() {
    assertThat(may(EMBED)).isFalse();
    reader.permissions(EMBED);
    assertThat(may(EMBED | SEND | VIEW)).isTrue();
  }

  @Test
  void aRolesOverwriteBeatsThatOfEveryone() {
    channel.deny(guild.everyone(), SEND);
    assertThat(may(SEND)).isFalse();
    channel.allow(reader, SEND);
    assertThat(may(SEND)).isTrue();
    channel.inherit(reader);
    assertThat(may(SEND)).isFalse();
  }

  @Test
  void allowingBeatsDenyingAmongRoles() {
    FakeRole muted = guild.role("muted", 0);
    guild.member(anna, reader, muted);
    channel.deny(muted, SEND);
    channel.allow(reader, SEND);
    assertThat(may(SEND)).isTrue();
  }

  @Test
  void aMembersOverwriteBeatsThatOfRoles() {
    channel.allow(reader, SEND);
    channel.deny(anna, SEND);
    assertThat(may(SEND)).isFalse();
  }

  @Test
  void anAdministratorAndTheOwnerMayAllEverywhere() {
    channel.deny(guild.everyone(), VIEW);
    reader.permissions(Permissions.ADMINISTRATOR);
    assertThat(may(Permissions.MANAGE_GUILD | VIEW)).isTrue();
    assertThat(Permissions.of(guild.owner(), channel)).isEqualTo(Permissions.ALL);
  }

  @Test
  void withoutViewNothingIsLeft() {
    channel.deny(guild.everyone(), VIEW);
    assertThat(Permissions.of(anna, channel)).isZero();
  }

  @Test
  void withoutSendingEmbedsAreVoid() {
    reader.permissions(EMBED);
    channel.deny(guild.everyone(), SEND);
    assertThat(may(EMBED)).isFalse();
  }

  @Test
  void aDeletedRoleGivesNothing() {
    reader.permissions(EMBED);
    reader.delete();
    assertThat(may(EMBED)).isFalse();
  }

  private boolean may(long bits) {
    return (Permissions.of(anna, channel) & bits) == bits;
  }
}
