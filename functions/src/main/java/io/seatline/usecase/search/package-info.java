/** The public search: cities, cinemas, movies, shows and seat maps. */
package io.seatline.usecase.search;
