package io.seatline.usecase.catalog;

/**
 * An error in a catalog document that prevents its import.
 *
 * @param path the location, such as {@code shows[3].hall}; {@code $} for the document itself
 * @param message what is wrong and what to do
 */
public record CatalogProblem(String path, String message) {
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
