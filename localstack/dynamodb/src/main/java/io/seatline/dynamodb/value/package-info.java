/** Items and the values of their attributes: types, order, sizes, and translation from and to the SDK. */
package io.seatline.dynamodb.value;
