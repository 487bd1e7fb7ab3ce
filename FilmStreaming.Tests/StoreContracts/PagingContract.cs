using CsCheck;
using FilmStreaming.MovieApi.Discovery;
using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;
using FilmStreaming.MovieApi.Movies.Contracts;
using FilmStreaming.MovieApi.Search;
using FilmStreaming.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace FilmStreaming.Tests.StoreContracts;

/// <summary>Who reads a list page by page while films come and go sees each film that was there all the time, once.</summary>
public abstract class PagingContract : CatalogueContract
{
    private int _lists;

    private protected abstract int Lists { get; }

    [Fact]
    public async Task Pages_ReadWhileFilmsComeAndGo_NeitherSkipNorRepeat()
    {
        await Gen.Select(Gen.Int[0, Orders.Length], Gen.Int[1, 5], Gen.Int[0, 1_000_000], Gen.Int[0, 3].Array[0, 12]).SampleAsync(
            async sample =>
            {
                var (order, pageSize, seed, turns) = sample;
                await ReadWhileChangingAsync(Orders.ElementAtOrDefault(order), pageSize, seed, turns);
            },
            iter: Lists,
            threads: 1);
    }

    /// <param name="order">Of the list; null for the order of a search.</param>
    /// <param name="pageSize">Of each page.</param>
    /// <param name="seed">Of the films.</param>
    /// <param name="turns">What happens behind each page: nothing, one comes, one goes, or two come.</param>
    private async Task ReadWhileChangingAsync(MovieOrder? order, int pageSize, int seed, int[] turns)
    {
        var list = $"list{_lists++}x";
        var filter = new MovieFilter([new TokenCondition("tag", [FilmTokens.Tag(list)])]);
        var model = new CatalogueModel(seed);
        var number = 0;
        var lasting = await AddAsync(Make(10));
        var passing = new Stack<Document<Movie>>(await AddAsync(Make(6)));
        using var counts = new CountCache(Queries, Options.Create(new DiscoveryOptions()));
        var search = new MovieSearch(new(Form.Words), Queries, Options.Create(new SearchOptions()));
        var lists = new MovieLists(Queries, counts, new(new EphemeralDataProtectionProvider()), search);
        List<Guid> seen = [];
        string? cursor = null;
        var page = 0;
        do
        {
            var read = await lists.ReadAsync(new("test", filter, order, pageSize, cursor, [], null, order is null ? list : null), Stop);
            seen.AddRange(read!.Items.Select(film => film.Id));
            Assert.Equal(16, read.Total);
            cursor = read.NextCursor;
            await ChangeAsync(page < turns.Length ? turns[page] : 0);
            page++;
        }
        while (cursor is not null);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Empty(lasting.Select(film => film.Id).Except(seen));

        IReadOnlyList<Document<Movie>> Make(int count) => [.. Enumerable.Range(0, count).Select(_ => Tagged(model.Film(number++), list))];

        async Task ChangeAsync(int turn)
        {
            if (turn == 2 && passing.TryPop(out var gone))
                await Films.UpdateAsync(gone.Id, 1, gone.Body.Delete(gone.Body.CreatedAt), [], Stop);
            else if (turn is 1 or 3)
                await AddAsync(Make(turn == 1 ? 1 : 2));
        }
    }

    private static Document<Movie> Tagged(Document<Movie> film, string tag)
    {
        var tagged = film.Body with { Tags = [tag], Title = $"{film.Body.Title} {tag}", Status = MovieStatus.Published };
        return film with { Body = tagged with { Keys = MovieKeys.Of(tagged) } };
    }
}

public sealed class EmbeddedPagingTests : PagingContract
{
    private protected override int Lists => 100;

    private protected override ICatalogueForm Form { get; } = new EmbeddedCatalogue();
}

public sealed class MongoPagingTests : PagingContract
{
    private protected override int Lists => 12;

    private protected override ICatalogueForm Form { get; } = new MongoCatalogue();
}
