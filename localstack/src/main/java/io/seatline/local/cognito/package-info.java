/** Stands in for Cognito: signs anybody in and issues access tokens. */
package io.seatline.local.cognito;
