/** Items and attribute values: types, order, sizes, and conversion to and from the SDK. */
package io.seatline.dynamodb.value;
