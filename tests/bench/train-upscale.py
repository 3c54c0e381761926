#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Learns the filters of limner/upscale and prints src/engine/generators/limner-upscale-filters.c.

It learns from pictures that it makes itself, so that no photograph by which the result is judged
has been seen before: dead leaves, opaque discs and polygons of all sizes that cover each other,
each with a texture of its own, whose edges and spectrum are much like those of photographs (Lee,
Mumford and Huang, 2001). Each is made half and a quarter of its size by means of squares; for
every pixel of the smaller picture the filter for its kind of edge is to give the four pixels
above it. The least squares are solved for each kind; the three mirror images and the transposed
picture are used as well. It needs numpy."""

import numpy

N_PICTURES, SIZE = 12, 768

N_ANGLES, N_STRENGTHS, N_GRADES = 8, 3, 3
N_BUCKETS = N_ANGLES * N_STRENGTHS * N_GRADES
RADIUS = 2
SIDE = 2 * RADIUS + 1
N_TAPS = SIDE * SIDE
MIDDLE = N_TAPS // 2
UNIT = 4096
DAMPING = 2000.0


def halve(picture):
    """The mean of each square of four pixels."""
    return (picture[0::2, 0::2] + picture[1::2, 0::2] + picture[0::2, 1::2] +
            picture[1::2, 1::2]) / 4


def repeat_sides(picture, by):
    return numpy.pad(picture, ((by, by), (by, by)), mode='edge')


def smooth(values):
    weights = (1, 2, 3, 2, 1)
    padded = repeat_sides(values, 2)
    rows = sum(w * padded[:, i:i + values.shape[1]] for i, w in enumerate(weights)) / 9
    return sum(w * rows[i:i + values.shape[0]] for i, w in enumerate(weights)) / 9


def structure_tensor(luma):
    padded = repeat_sides(luma, 1)
    dx = (padded[1:-1, 2:] - padded[1:-1, :-2]) / 2
    dy = (padded[2:, 1:-1] - padded[:-2, 1:-1]) / 2
    return smooth(dx * dx), smooth(dx * dy), smooth(dy * dy)


def find_buckets(xx, xy, yy):
    """As find_buckets () in limner-upscale.c."""
    half, mean = (xx - yy) / 2, (xx + yy) / 2
    spread = numpy.sqrt(half ** 2 + xy ** 2)
    strong = numpy.sqrt(mean + spread)
    weak = numpy.sqrt(numpy.maximum(mean - spread, 0))
    clear = (strong - weak) / (strong + weak + 1e-3)
    turn = numpy.arctan2(xy, half) / (2 * numpy.pi) % 1
    angle = numpy.floor(turn * N_ANGLES).astype(int) % N_ANGLES
    strength = (strong > 4).astype(int) + (strong > 14)
    grade = (clear > 0.25).astype(int) + (clear > 0.55)
    return (angle * N_STRENGTHS + strength) * N_GRADES + grade


def windows(luma, flip_x, flip_y):
    """For each pixel the SIDE × SIDE round it, mirrored so that its child is the upper left."""
    padded = repeat_sides(luma, RADIUS)
    height, width = luma.shape
    return numpy.stack([padded[RADIUS + flip_y * j:RADIUS + flip_y * j + height,
                               RADIUS + flip_x * i:RADIUS + flip_x * i + width]
                        for j in range(-RADIUS, RADIUS + 1)
                        for i in range(-RADIUS, RADIUS + 1)], -1)


def gather(small, large, products, targets):
    tensor = structure_tensor(small)
    height, width = small.shape
    for flip_y in (1, -1):
        for flip_x in (1, -1):
            child = large[(flip_y < 0)::2, (flip_x < 0)::2][:height, :width].ravel()
            xx, xy, yy = tensor[0], tensor[1] * flip_x * flip_y, tensor[2]
            plain = windows(small, flip_x, flip_y).reshape(-1, N_TAPS)
            turned = plain.reshape(-1, SIDE, SIDE).transpose(0, 2, 1).reshape(-1, N_TAPS)
            for buckets, taps in ((find_buckets(xx, xy, yy), plain),
                                  (find_buckets(yy, xy, xx), turned)):
                order = numpy.argsort(buckets.ravel(), kind='stable')
                starts = numpy.searchsorted(buckets.ravel()[order], numpy.arange(N_BUCKETS + 1))
                for bucket in range(N_BUCKETS):
                    chosen = order[starts[bucket]:starts[bucket + 1]]
                    middle = small.ravel()[chosen]
                    rows = taps[chosen] - middle[:, None]
                    products[bucket] += rows.T @ rows
                    targets[bucket] += rows.T @ (child[chosen] - middle)


def learn(pairs):
    products = numpy.zeros((N_BUCKETS, N_TAPS, N_TAPS))
    targets = numpy.zeros((N_BUCKETS, N_TAPS))
    for small, large in pairs:
        gather(small, large, products, targets)
    # The taps sum up to 1, so the middle one follows from the others.
    free = numpy.arange(N_TAPS) != MIDDLE
    identity = numpy.eye(N_TAPS - 1)
    common = numpy.linalg.solve(products.sum(0)[free][:, free] + identity, targets.sum(0)[free])
    filters = numpy.zeros((N_BUCKETS, N_TAPS))
    for bucket in range(N_BUCKETS):
        filters[bucket][free] = numpy.linalg.solve(
            products[bucket][free][:, free] + DAMPING * identity,
            targets[bucket][free] + DAMPING * common)
        filters[bucket][MIDDLE] = 1 - filters[bucket][free].sum()
    return filters


def double(small, filters):
    tensor = structure_tensor(small)
    large = numpy.zeros((2 * small.shape[0], 2 * small.shape[1]))
    for flip_y in (1, -1):
        for flip_x in (1, -1):
            buckets = find_buckets(tensor[0], tensor[1] * flip_x * flip_y, tensor[2])
            large[(flip_y < 0)::2, (flip_x < 0)::2] = (windows(small, flip_x, flip_y) *
                                                       filters[buckets]).sum(-1)
    shift = small - halve(large)
    return numpy.clip(large + numpy.repeat(numpy.repeat(shift, 2, 0), 2, 1), 0, 255)


def print_table(stages):
    print('/* SPDX-License-Identifier: GPL-3.0-or-later */\n\n#include "config.h"\n\n'
          '#include "limner-upscale.h"\n\n'
          '/* Least-squares filters, learned by tests/bench/train-upscale.py from dead leaves and'
          ' their smaller\n * versions; do not edit by hand. Buckets: 8 directions of the'
          ' gradient × 3'
          ' strengths × 3 grades of\n * clearness; taps: 5 rows of 5. */\n'
          'const gint16 '
          '_limner_upscale_filters[2][LIMNER_UPSCALE_BUCKETS][LIMNER_UPSCALE_TAPS] = {')
    for filters in stages:
        print('  {')
        for taps in filters:
            whole = numpy.round(taps * UNIT).astype(int)
            whole[MIDDLE] += UNIT - whole.sum()
            print('    { ' + ', '.join(map(str, whole[:13])) + ',\n      ' +
                  ', '.join(map(str, whole[13:])) + ' },')
        print('  },')
    print('};')


def cloud(random, size, slope):
    """Noise whose amplitude falls with the frequency."""
    fx, fy = numpy.meshgrid(numpy.fft.fftfreq(size), numpy.fft.fftfreq(size))
    away = numpy.hypot(fx, fy)
    away[0, 0] = 1
    waves = numpy.fft.fft2(random.standard_normal((size, size))) * away ** -slope
    waves[0, 0] = 0
    values = numpy.fft.ifft2(waves).real
    return values / values.std()


def cover(random, xs, ys, radius):
    """Where a leaf lies: a disc, or a convex shape of three to six sides, or a thin blade."""
    if random.random() < 0.35:
        return xs * xs + ys * ys < radius * radius
    inside = numpy.ones(xs.shape, bool)
    start = random.uniform(0, 2 * numpy.pi)
    if random.random() < 0.35:
        along, across = numpy.cos(start), numpy.sin(start)
        return ((abs(xs * along + ys * across) < radius) &
                (abs(ys * along - xs * across) < radius * random.uniform(0.04, 0.25)))
    for angle in start + numpy.sort(random.uniform(0, 2 * numpy.pi, random.integers(3, 7))):
        inside &= xs * numpy.cos(angle) + ys * numpy.sin(angle) < radius * 0.7
    return inside & (xs * xs + ys * ys < radius * radius)


def make_leaves(seed):
    """A picture of twice the size, from back to front, made smaller like a lens does."""
    random = numpy.random.default_rng(seed)
    size = SIZE * 2
    slope = random.uniform(0.8, 1.6)
    textures = [cloud(random, size, slope) for _ in range(3)]
    picture = 128 + 40 * textures[0]
    for _ in range(9000):
        radius = 3 / random.uniform(3 / 260, 1) ** random.uniform(0.8, 1.1)
        x, y = random.uniform(0, size, 2)
        left, top = max(int(x - radius), 0), max(int(y - radius), 0)
        right, bottom = min(int(x + radius) + 1, size), min(int(y + radius) + 1, size)
        if right <= left or bottom <= top:
            continue
        ys, xs = numpy.mgrid[top:bottom, left:right]
        inside = cover(random, xs - x, ys - y, radius)
        tone = (random.uniform(15, 240) + random.normal(0, 12) * (xs - x) / radius +
                random.exponential(9) * textures[random.integers(3)][top:bottom, left:right])
        picture[top:bottom, left:right] = numpy.where(inside, tone, picture[top:bottom, left:right])
    blurred = halve(smooth_little(picture, random.uniform(0, 0.25)))
    return numpy.clip(numpy.round(blurred + random.normal(0, 1, blurred.shape)), 0, 255)


def smooth_little(picture, part):
    padded = repeat_sides(picture, 1)
    rows = padded[:, 1:-1] * (1 - 2 * part) + part * (padded[:, :-2] + padded[:, 2:])
    return rows[1:-1] * (1 - 2 * part) + part * (rows[:-2] + rows[2:])


def main():
    lumas = [make_leaves(seed) for seed in range(N_PICTURES)]
    pairs = [(halve(halve(luma)), halve(luma)) for luma in lumas]
    first = learn(pairs + [(halve(luma), luma) for luma in lumas])
    second = learn([(double(halve(halve(luma)), first), luma) for luma in lumas])
    print_table((first, second))


main()
