package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kpwatch.storage.Database;
import kpwatch.storage.SqlNotes;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.subscription.ChannelRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 17, items 4, 5 and 8: what is stored of updates until they are dealt with. */
final class InboxTest {
  private static final Instant NOW = Instant.parse("2026-11-23T04:12:00Z");

  /** An id that is found nowhere by chance. */
  private static final String ID = "7314159265";

  @TempDir private Path temporary;
  private Database database;
  private SqlNotes notes;
  private Inbox inbox;

  @BeforeEach
  void open() throws IOException {
    Path file = temporary.toRealPath().resolve("kpwatch.db");
    database = Database.open("jdbc:sqlite:" + file, InstantSource.fixed(NOW));
    notes = new SqlNotes(database);
    inbox = new Inbox(notes);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static JsonNode says(int id, String chat, String text) throws IOException {
    return new ObjectMapper()
        .readTree(
            ("{'update_id':%d,'message':{'message_id':1,'date':1,'chat':{'id':%s,'type':'private'},"
                    + "'from':{'id':%s,'is_bot':false,'first_name':'%s'},'text':'%s'}}")
                .formatted(id, chat, chat, "N" + ID, text)
                .replace('\'', '"'));
  }

  private List<String> filesWithTheId() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(temporary)) {
      for (Path file : files.toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(ID)) {
          found.add(file.getFileName().toString());
        }
      }
    }
    return found;
  }

  @Test
  void theWishToBeForgottenLeavesNothingInAnyFile() throws IOException {
    inbox.add(List.of(says(1, ID, "/subscribe")));
    inbox.ended(1);
    assertThat(filesWithTheId()).as("after any wish").isEmpty();

    String padded = "/unsubscribe forget" + " ".repeat(4_000);
    inbox.add(List.of(says(2, ID, padded), says(3, "5", "/mute 8h")));
    new SqlSubscriptions(database).remove(ChannelRef.parse("telegram:" + ID), NOW);
    inbox.ended(2);
    inbox.ended(3);
    assertThat(filesWithTheId()).isEmpty();
  }

  @Test
  void whoFloodsTakesNoRoomOfOthers() throws IOException {
    List<JsonNode> updates = new ArrayList<>();
    for (int i = 1; i < 100; i++) {
      updates.add(says(i, "6", "/mute 8h"));
    }
    updates.add(says(100, "5", "/unsubscribe"));
    inbox.add(updates);
    assertThat(new Inbox(notes).left())
        .extracting(update -> update.path("update_id").asInt())
        .contains(1, 2, 3, 4, 5, 6, 100);
  }
}
