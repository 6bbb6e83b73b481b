package io.seatline.local.deploy;

/**
 * Something that runs otherwise than the template says.
 *
 * @param resource its logical id
 * @param property its path, such as {@code TimeToLiveSpecification.Enabled}
 * @param template what the template says
 * @param live what is there; nothing where the service does not tell
 */
record Difference(String resource, String property, String template, String live) {
    String path() {
        return resource + "." + property;
    }

    @Override
    public String toString() {
        return path() + " is " + (live.isEmpty() ? "not there" : live) + "; the template says " + template;
    }
}
