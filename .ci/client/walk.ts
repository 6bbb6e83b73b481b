// A customer's walk, written against the types that openapi-typescript generates from openapi.yaml. It is compiled, not
// run, to check that answers and refusals have usable types.
import createClient from 'openapi-fetch';
import type { components, paths } from './api';

type Booking = components['schemas']['Booking'];

export async function walk(token: string): Promise<string> {
  const api = createClient<paths>({
    baseUrl: 'http://localhost:8080/api/v1',
    headers: { authorization: `Bearer ${token}` },
  });

  const { data: cities } = await api.GET('/cities');
  const city_id = cities!.cities[0].id;
  const { data: movies } = await api.GET('/cities/{city_id}/movies', { params: { path: { city_id } } });
  const { data: programme } = await api.GET('/cities/{city_id}/movies/{movie_id}/shows', {
    params: { path: { city_id, movie_id: movies!.movies[0].id }, query: { date: '2026-11-25' } },
  });
  const show = programme!.cinemas[0].shows.find((listed) => listed.sales === 'OPEN' && listed.availability !== 'SOLD_OUT')!;
  const { data: map } = await api.GET('/shows/{show_id}/seats', { params: { path: { show_id: show.id } } });
  const seats = map!.rows.flatMap((row) => row.seats).filter((seat) => seat.status === 'AVAILABLE').slice(0, 2);

  const { data: held, error: refusal } = await api.POST('/reserve', {
    params: { header: { 'Idempotency-Key': 'a-key' } },
    body: {
      show_seats: seats.map((seat) => seat.id),
      expected_amount: seats.reduce((sum, seat) => sum + seat.price, 0),
    },
  });
  if (refusal !== undefined) {
    return 'code' in refusal ? advice(refusal) : refusal.message;
  }
  return pay(held, async () => {
    const { data, error } = await api.POST('/bookings/{booking_id}/payment', {
      params: { path: { booking_id: held.booking_id } },
    });
    return data?.payment.pay_url ?? ('code' in error! ? error.code : error!.message);
  });
}

function pay(booking: Booking, again: () => Promise<string>): string | Promise<string> {
  return booking.payment?.pay_url ?? again();
}

// Returns a seat of a paid booking; describes its refund and the seats that the booking keeps.
export async function giveBack(token: string, booking: Booking): Promise<string> {
  const api = createClient<paths>({ baseUrl: 'http://localhost:8080/api/v1', headers: { authorization: `Bearer ${token}` } });
  const { data, error } = await api.POST('/bookings/{booking_id}/refund', {
    params: { path: { booking_id: booking.booking_id } },
    body: { show_seats: booking.show_seats.slice(0, 1) },
  });
  if (error !== undefined) {
    return 'code' in error ? `${error.code}, until ${booking.refund_policy?.until ?? 'never'}` : error.message;
  }
  const refund = data.refunds.at(-1)!;
  return `${refund.amount} ${refund.status}, keeps ${data.show_seats.join(', ')}`;
}

// Gets the QR code of a paid booking, as a picture to show, and whether somebody was let in.
export async function ticket(token: string, booking: Booking): Promise<[Blob, boolean] | string> {
  const api = createClient<paths>({ baseUrl: 'http://localhost:8080/api/v1', headers: { authorization: `Bearer ${token}` } });
  const params = { path: { booking_id: booking.booking_id } };
  const { data, error } = await api.GET('/bookings/{booking_id}/ticket', { params });
  if (error !== undefined) {
    return 'code' in error && error.code === 'no_ticket' ? 'pay first' : 'try again';
  }
  const picture = await api.GET('/bookings/{booking_id}/ticket.png', { params: { ...params, query: { size: 600 } }, parseAs: 'blob' });
  return [picture.data!, data.seats.some((seat) => seat.admitted_at !== null)];
}

type Refusal =
  | components['schemas']['InvalidRequestProblem']
  | components['schemas']['SeatUnavailable']
  | components['schemas']['SalesNotOpen']
  | components['schemas']['AlreadyHolding']
  | components['schemas']['IdempotencyKeyReused']
  | components['schemas']['PriceChanged']
  | components['schemas']['SeatRule']
  | components['schemas']['SalesClosedProblem']
  | components['schemas']['TooManyLapses']
  | components['schemas']['InternalErrorProblem']
  | components['schemas']['PaymentGatewayUnavailable']
  | components['schemas']['PaymentRefused']
  | components['schemas']['TooManyAtOnce'];

// Each code has its own fields, and the compiler reports a missing code.
function advice(refusal: Refusal): string {
  switch (refusal.code) {
    case 'invalid_request':
      return `bug in the client: ${refusal.field}`;
    case 'seat_unavailable':
      return `gone: ${refusal.unavailable.join(', ')}`;
    case 'sales_not_open':
      return `sales open at ${refusal.sales_open_at}`;
    case 'already_holding':
      return `pay or cancel ${refusal.booking_id} first`;
    case 'price_changed':
      return `costs ${refusal.amount} now`;
    case 'seat_rule':
      return `${refusal.rule}: ${refusal.show_seats.join(', ')}`;
    case 'too_many_lapses':
      return `wait ${refusal.retry_after} s`;
    case 'payment_gateway_unavailable':
    case 'payment_refused':
      return `no payment for ${refusal.booking_id}`;
    case 'internal_error':
      return `report ${refusal.request_id}`;
    case 'sales_closed':
      return refusal.sales === 'CLOSED' ? 'try again later' : refusal.detail;
    case 'idempotency_key_reused':
    case 'too_many_at_once':
      return refusal.detail;
    default:
      return refusal satisfies never;
  }
}
