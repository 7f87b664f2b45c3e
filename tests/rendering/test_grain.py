import numpy as np

from clipkit.rendering.grain import grain


def test_it_is_even_and_the_same_each_time() -> None:
    noise = grain(3, 600, 300)
    assert noise.shape == (600, 300)
    assert abs(noise.mean()) < 0.01
    assert 0.9 < abs(noise).max() <= 1
    assert np.array_equal(noise, grain(3, 600, 300))
    assert not np.array_equal(noise, grain(4, 600, 300))
