using FilmStreaming.Messaging.Contracts;
using FilmStreaming.Messaging.Events;
using FilmStreaming.ServiceDefaults.Paging;
using FilmStreaming.Storage;
using FilmStreaming.UserApi.Activities;
using FilmStreaming.UserApi.Films;
using Microsoft.Extensions.Options;

namespace FilmStreaming.UserApi.Lists;

/// <summary>How adding a film to a list ended.</summary>
internal enum Addition
{
    Added,

    /// <summary>It was there: its place is the same, its rating the new one.</summary>
    WasThere,
    UnknownFilm,
    ListFull,
}

/// <summary>
/// Changes the lists of accounts. Each change is one write of one entry, with the event of a rating in it. The account's last activity is
/// written before the request is answered, also when it changed nothing: it may repeat one that died in between.
/// </summary>
internal sealed class AccountLists(
    IListStore entries, MovieCatalogue catalogue, IFilmStore films, ActivityLog activities, IOptions<ListOptions> options, TimeProvider time)
{
    /// <param name="accountId">Whose list.</param>
    /// <param name="list">The list.</param>
    /// <param name="movieId">The film.</param>
    /// <param name="rating">1 to 10 in the list of ratings, else null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(Addition Outcome, ListedFilmResponse? Film)> AddAsync(
        Guid accountId, FilmList list, Guid movieId, int? rating, CancellationToken cancellationToken)
    {
        var id = ListEntry.IdOf(accountId, list, movieId);
        while (true)
        {
            var known = await entries.FindAsync(id, cancellationToken);
            var isThere = known?.Body.List == list.Name;
            var entry = isThere && known!.Body.Rating == rating ? known.Body : new ListEntry
            {
                AccountId = accountId,
                List = list.Name,
                MovieId = movieId,
                AddedAt = time.GetStoredNow(),
                Rating = rating,
            };
            if (!isThere && await RefusalAsync(accountId, list, movieId, cancellationToken) is { } refusal)
                return (refusal, null);
            if (!ReferenceEquals(entry, known?.Body)
                && !await entries.TrySaveAsync(id, known?.Version ?? 0, entry, EventsOf(id, known, entry), cancellationToken))
            {
                continue;
            }

            await activities.TouchAsync(accountId, list.Activity, cancellationToken);
            return (isThere ? Addition.WasThere : Addition.Added, await ShowAsync(entry, cancellationToken));
        }
    }

    /// <summary>Removes a film from a list, if it is there. A rating stays as an entry of no list, so that its versions go on.</summary>
    public async Task RemoveAsync(Guid accountId, FilmList list, Guid movieId, CancellationToken cancellationToken)
    {
        var id = ListEntry.IdOf(accountId, list, movieId);
        if (list != FilmList.Ratings)
        {
            await entries.RemoveAsync(id, cancellationToken);
        }
        else
        {
            while (await entries.FindAsync(id, cancellationToken) is { } known && known.Body.List == list.Name)
            {
                var entry = known.Body with { List = FilmList.TakenBack, Rating = null, AddedAt = time.GetStoredNow() };
                if (await entries.TrySaveAsync(id, known.Version, entry, EventsOf(id, known, entry), cancellationToken))
                    break;
            }
        }

        await activities.TouchAsync(accountId, list.Activity, cancellationToken);
    }

    /// <summary>Puts films first, in their order. Asked again after it was cut short, it goes on.</summary>
    /// <returns>Those that are not in the list; where there are any, it was not done.</returns>
    public async Task<IReadOnlySet<Guid>> OrderAsync(
        Guid accountId, FilmList list, IReadOnlyList<Guid> movieIds, CancellationToken cancellationToken)
    {
        var ids = movieIds.Select(movie => ListEntry.IdOf(accountId, list, movie)).ToList();
        while (true)
        {
            var known = (await entries.FindManyAsync(ids, cancellationToken)).ToDictionary(entry => entry.Id);
            var missing = movieIds.Where((_, i) => !known.ContainsKey(ids[i])).ToHashSet();
            if (missing.Count > 0)
                return missing;
            var first = await entries.ListAsync(accountId, list.Name, null, ids.Count, cancellationToken);
            if (first.Count == 0)
                continue;

            // A millisecond apart, the last of them before all others.
            var (now, top) = (time.GetStoredNow(), first[0].Body.AddedAt.AddMilliseconds(ids.Count));
            var place = now > top ? now : top;
            var moved = ids.Select((id, i) => known[id] with { Body = known[id].Body.MoveTo(place.AddMilliseconds(-i)) }).ToList();
            if (!first.Select(entry => entry.Id).SequenceEqual(ids) && !await entries.TrySaveManyAsync(moved, cancellationToken))
                continue;
            await activities.TouchAsync(accountId, list.Activity, cancellationToken);
            return missing;
        }
    }

    /// <returns>Null where the film is not in the list.</returns>
    public async Task<ListedFilmResponse?> FindAsync(Guid accountId, FilmList list, Guid movieId, CancellationToken cancellationToken) =>
        await entries.FindAsync(ListEntry.IdOf(accountId, list, movieId), cancellationToken) is { } known && known.Body.List == list.Name
            ? await ShowAsync(known.Body, cancellationToken)
            : null;

    /// <summary>A page of a list, and where the next begins, if there is one.</summary>
    public async Task<(IReadOnlyList<ListedFilmResponse> Films, TimePosition? Next)> ListAsync(
        Guid accountId, FilmList list, TimePosition? after, int pageSize, CancellationToken cancellationToken)
    {
        // One more than the page has tells whether there is another page.
        var found = await entries.ListAsync(accountId, list.Name, after, pageSize + 1, cancellationToken);
        var page = found.Take(pageSize).ToList();
        var known = await films.FindManyAsync([.. page.Select(entry => entry.Body.MovieId)], cancellationToken);
        return (
            [.. page.Select(entry => ListedFilmResponse.Of(entry.Body, known.GetValueOrDefault(entry.Body.MovieId)))],
            found.Count > pageSize ? new TimePosition(page[^1].Body.AddedAt, page[^1].Id) : null);
    }

    private async Task<Addition?> RefusalAsync(Guid accountId, FilmList list, Guid movieId, CancellationToken cancellationToken)
    {
        if (await catalogue.FindAsync(movieId, cancellationToken) is null)
            return Addition.UnknownFilm;
        var max = options.Value.MaxItems;
        return await entries.CountAsync(accountId, list.Name, max, cancellationToken) >= max ? Addition.ListFull : null;
    }

    private async Task<ListedFilmResponse> ShowAsync(ListEntry entry, CancellationToken cancellationToken) => ListedFilmResponse.Of(
        entry, (await films.FindManyAsync([entry.MovieId], cancellationToken)).GetValueOrDefault(entry.MovieId));

    private static EventMessage[] EventsOf(Guid id, Document<ListEntry>? before, ListEntry after) => before?.Body.Rating == after.Rating
        ? []
        :
        [
            RatingEvents.Changed.Create(
                $"{id}",
                new(RatingChange.RaterKeyOf(after.AccountId), after.MovieId, (before?.Version ?? 0) + 1, before?.Body.Rating, after.Rating),
                after.AddedAt),
        ];
}
