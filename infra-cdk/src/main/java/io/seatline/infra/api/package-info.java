/** The HTTP API and the user pool that authorizes its callers. */
package io.seatline.infra.api;
