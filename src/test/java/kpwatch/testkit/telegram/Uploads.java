package kpwatch.testkit.telegram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that the bot sent, kept under ids: https://core.telegram.org/bots/api#sending-files.
 * Guarded by the world's monitor.
 */
final class Uploads {
  static final int MOST_PHOTO_BYTES = 10 << 20;
  static final int MOST_FILE_BYTES = 50 << 20;
  static final int MOST_PHOTO_SIDES = 10_000;
  static final int MOST_PHOTO_RATIO = 20;

  private final Map<String, Media> files = new LinkedHashMap<>();

  /** What was sent as bytes, oldest first. */
  List<Media> all() {
    return new ArrayList<>(files.values());
  }

  /** The file that a parameter brings, names by {@code attach://}, or names by its id. */
  Media find(Params params, String field, String kind) {
    String value = params.text(field);
    String part = value.startsWith("attach://") ? value.substring("attach://".length()) : field;
    Upload upload = params.files().get(part);
    if (upload != null) {
      return kept(kind, upload);
    }
    if (value.isEmpty() || value.startsWith("attach://")) {
      throw Refusal.defect("there is no " + kind + " in the request");
    }
    if (value.startsWith("http")) {
      throw Refusal.defect("failed to get HTTP URL content");
    }
    Media known = files.get(value);
    if (known == null) {
      throw Refusal.bad("wrong file identifier/HTTP URL specified");
    }
    if (!known.kind().equals(kind)) {
      throw Refusal.defect("can't use file of type " + known.kind() + " as " + kind);
    }
    return known;
  }

  private Media kept(String kind, Upload upload) {
    if (upload.bytes().length == 0) {
      throw Refusal.defect("file must be non-empty");
    }
    if (kind.equals("photo")) {
      checkPhoto(upload);
    } else if (upload.bytes().length > MOST_FILE_BYTES) {
      throw Refusal.defect("file is too big");
    }
    var media = new Media(kind, "file-" + kind + "-" + (files.size() + 1), upload);
    files.put(media.fileId(), media);
    return media;
  }

  private static void checkPhoto(Upload upload) {
    int bytes = upload.bytes().length;
    if (bytes > MOST_PHOTO_BYTES) {
      throw Refusal.defect(
          "file of size %d bytes is too big for a photo; the maximum size is %d bytes"
              .formatted(bytes, MOST_PHOTO_BYTES));
    }
    Upload.Size size =
        upload.pictureSize().orElseThrow(() -> Refusal.defect("IMAGE_PROCESS_FAILED"));
    int longer = Math.max(size.width(), size.height());
    int shorter = Math.min(size.width(), size.height());
    if (longer + shorter > MOST_PHOTO_SIDES || longer > MOST_PHOTO_RATIO * shorter) {
      throw Refusal.defect("PHOTO_INVALID_DIMENSIONS");
    }
  }
}
