/** Stands in for Cognito: issues access tokens to anybody. */
package io.seatline.local.cognito;
