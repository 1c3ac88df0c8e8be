package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A file that the server keeps under an id.
 *
 * @param kind {@code photo} or {@code document}
 * @param fileId what to send instead of the bytes
 */
public record Media(String kind, String fileId, Upload upload) {
  JsonNode json() {
    ObjectNode json = Json.object().put("file_id", fileId).put("file_unique_id", "u" + fileId);
    if (kind.equals("document")) {
      return json.put("file_name", upload.name())
          .put("mime_type", upload.contentType())
          .put("file_size", upload.bytes().length);
    }
    Upload.Size size = upload.pictureSize().orElse(new Upload.Size(1, 1));
    json.put("width", size.width())
        .put("height", size.height())
        .put("file_size", upload.bytes().length);
    return Json.array().add(json);
  }
}
