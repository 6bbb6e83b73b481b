/** The exceptions of AWS. */
package io.seatline.dynamodb.error;
