package io.seatline.usecase.catalog;

/**
 * Something that keeps a document from being loaded.
 *
 * @param path where, such as {@code shows[3].hall}; {@code $} for the document itself
 * @param message what is wrong and what to do
 */
public record Problem(String path, String message) {
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
