/** Requests, problems and views of the HTTP API. */
package io.seatline.lambda.http;
