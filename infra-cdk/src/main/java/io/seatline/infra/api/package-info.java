/** The HTTP API and the user pools that authorize its callers. */
package io.seatline.infra.api;
