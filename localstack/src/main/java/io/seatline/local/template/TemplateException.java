package io.seatline.local.template;

/** The embedded cloud does not support something in the template; the message says where and what to do. */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Refuses a template. */
    public TemplateException(String message) {
        super(message);
    }

    /** Refuses a template that cannot be read. */
    public TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
